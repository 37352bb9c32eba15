@echo off
rem De opdracht profielbouwer, voor beheerders en geplande taken. Voorbeeld: profielbouwer.cmd run D:\invoer -o D:\uitvoer
"%~dp0python\python.exe" -c "from pipeline.cli import main; main()" %*
exit /b %errorlevel%
