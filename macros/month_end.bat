@echo off
rem Month-end check of acceptances and payments over a folder of project workbooks.
rem Double click: checks the folder this file lies in. Or drop a folder on this file.
rem From the Task Scheduler: give a folder and options, for instance
rem   month_end.bat D:\projects -o D:\monthly --force --quiet
setlocal
if not "%~2"=="" goto scheduled
set "FOLDER=%~1"
if "%FOLDER%"=="" set "FOLDER=%~dp0."
py -m pmo_xl month-end "%FOLDER%" -o "%~dp0month_end" --force
set "CODE=%ERRORLEVEL%"
pause
exit /b %CODE%
:scheduled
py -m pmo_xl month-end %*
exit /b %ERRORLEVEL%
