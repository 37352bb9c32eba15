@echo off
rem De opdracht profielbouwer, voor beheerders en geplande taken. Voorbeeld: profielbouwer.cmd run D:\invoer -o D:\uitvoer
rem Een geplande taak heeft niemand die op een toets drukt: hier wordt nergens gewacht.
setlocal DisableDelayedExpansion
if not exist "%~dp0python\python.exe" (
  echo Pak eerst het hele zipbestand uit.>&2
  exit /b 2
)
"%~dp0python\python.exe" -c "from pipeline.cli import main; main()" %*
exit /b %errorlevel%
