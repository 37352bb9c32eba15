@echo off
rem Doet op Windows wat "make profiles" doet: profielen.cmd [invoermap] [uitvoermap] [periode]
setlocal
cd /d "%~dp0"
set INPUT=%~1
if "%INPUT%"=="" set INPUT=examples\invoer
set OUTPUT=%~2
if "%OUTPUT%"=="" set OUTPUT=output
if exist .venv\ready goto run
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" || goto nopython
py -3 -m venv --clear .venv || goto failed
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock || goto failed
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . || goto failed
type nul > .venv\ready
:run
if "%~3"=="" (
  .venv\Scripts\profielbouwer run "%INPUT%" -o "%OUTPUT%"
) else (
  .venv\Scripts\profielbouwer run "%INPUT%" -o "%OUTPUT%" --periode %~3
)
set CODE=%errorlevel%
rem wie dubbelklikt, wil het resultaat kunnen lezen
echo %cmdcmdline% | find /i "%~nx0" >nul && pause
rem code 1: een formulier is afgekeurd, de rest is gemaakt
if %CODE% geq 2 exit /b %CODE%
exit /b 0
:nopython
echo Installeer eerst Python 3.11 of nieuwer.
exit /b 2
:failed
echo Het klaarzetten is niet gelukt. Controleer de verbinding met internet en probeer het opnieuw.
exit /b 2
