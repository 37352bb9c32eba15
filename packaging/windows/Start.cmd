@echo off
rem Starts the menu of Profielbouwer; a folder or forms may be dropped on it. What becomes of these stands in python\start.py.
rem Folders may hold any sign: they stand between quotes, and in between exclamation marks only while those are switched on.
setlocal EnableDelayedExpansion
set "PROFIELBOUWER_REGEL=!cmdcmdline!"
setlocal DisableDelayedExpansion
set "PROFIELBOUWER_EERSTE=%~1"
if not exist "%~dp0python\python.exe" (
  echo Pak eerst het hele zipbestand uit. Start dan Start.cmd in de map die je krijgt.
  pause
  exit /b 2
)
"%~dp0python\python.exe" "%~dp0python\start.py"
set "CODE=%errorlevel%"
if not "%CODE%"=="0" pause
setlocal EnableDelayedExpansion
rem Explorer puts no quotes around a name with an ampersand but no space: what stands behind it would now be run
if "!PROFIELBOUWER_REGEL:Start.cmd=!"=="!PROFIELBOUWER_REGEL!" exit /b %CODE%
exit %CODE%
