@echo off
rem Starts the menu of Profielbouwer; a folder or forms may be dropped on it. All that there is to know stands in start.py.
rem What can hold any sign (a folder, the line that Explorer made) is only written as !NAME!, after which nothing is read anew.
setlocal DisableDelayedExpansion
set "HIER=%~dp0"
set "PROFIELBOUWER_EERSTE=%~1"
setlocal EnableDelayedExpansion
set "PROFIELBOUWER_REGEL=!cmdcmdline!"
if not exist "!HIER!python\python.exe" (
  echo Pak eerst het hele zipbestand uit. Start dan Start.cmd in de map die je krijgt.
  pause
  exit /b 2
)
"!HIER!python\python.exe" "!HIER!start.py"
set "CODE=!errorlevel!"
if not "!CODE!"=="0" pause
rem Explorer puts no quotes around A&B: what stands behind the & would be run as a command after this file
if "!PROFIELBOUWER_REGEL:Start.cmd=!"=="!PROFIELBOUWER_REGEL!" exit /b !CODE!
exit !CODE!
