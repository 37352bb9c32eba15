@echo off
rem Doet op Windows wat "make profiles" doet: profielen.cmd [invoermap] [uitvoermap] [periode]
rem Wie geen Python heeft, gebruikt de Windows-versie: docs\handleiding-windows.md.
rem Een map mag elk teken hebben: zijn naam staat overal tussen aanhalingstekens.
setlocal DisableDelayedExpansion
set "CODE=2"
pushd "%~dp0"
if errorlevel 1 goto end
set "INPUT=%~1"
if not defined INPUT set "INPUT=examples\invoer"
set "OUTPUT=%~2"
if not defined OUTPUT set "OUTPUT=output"
if not exist .venv\klaar.lock goto setup
.venv\Scripts\python -c "import filecmp, sys; sys.exit(not filecmp.cmp('requirements-windows.lock', '.venv/klaar.lock', False))"
if "%errorlevel%"=="0" goto run
:setup
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))"
if not "%errorlevel%"=="0" goto nopython
py -3 -m venv --clear .venv
if not "%errorlevel%"=="0" goto failed
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-windows.lock
if not "%errorlevel%"=="0" goto failed
copy /y requirements-windows.lock .venv\klaar.lock >nul
if not "%errorlevel%"=="0" goto failed
:run
rem \. houdt een \ aan het eind van een naam weg bij het aanhalingsteken
if "%~3"=="" (
  .venv\Scripts\python -c "from pipeline.cli import main; main()" run "%INPUT%\." -o "%OUTPUT%\."
) else (
  .venv\Scripts\python -c "from pipeline.cli import main; main()" run "%INPUT%\." -o "%OUTPUT%\." --periode "%~3"
)
set "CODE=%errorlevel%"
rem code 1: een formulier is afgekeurd, de rest is gemaakt
if "%CODE%"=="1" set "CODE=0"
goto end
:nopython
echo Installeer eerst Python 3.11 of nieuwer, of gebruik de Windows-versie.
goto end
:failed
echo Het klaarzetten is niet gelukt. Controleer de verbinding met internet en probeer het opnieuw.
:end
popd
setlocal EnableDelayedExpansion
set "REGEL=!cmdcmdline!"
rem wie dubbelklikt of een map sleept, wil het resultaat kunnen lezen; een geplande taak noemt ook een uitvoermap
if "%~2"=="" if not "!REGEL:%~nx0=!"=="!REGEL!" pause
exit /b %CODE%
