@echo off
rem Month-end check of acceptances and payments over folders of project workbooks.
rem Double click: checks the folder this file lies in. Or drop folders and workbooks on this file, one or several.
rem From the Task Scheduler: give folders and options, for instance
rem   month_end.bat D:\projects -o D:\monthly --force --quiet
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set GIVEN=%*
set "IS_SCHEDULED="
:look
if "%~1"=="" goto looked
set "ONE=%~1"
if "%ONE:~0,1%"=="-" set "IS_SCHEDULED=1"
shift
goto look
:looked
setlocal EnableDelayedExpansion
rem The Explorer quotes only names with blanks, so cmd cuts the line at an ampersand. The whole line is still in
rem CMDCMDLINE: cmd /c ""...\month_end.bat" what was dropped". A question mark stands for a quote here (no name
rem has one), and nothing is looked at again after it was put in by exclamation marks.
set "IS_WHOLE="
set "DROPPED="
set "LINE=!CMDCMDLINE!"
set "LINE=!LINE:"=?!"
set "REST=!LINE:*/c ??=!"
if not "!REST!"=="!LINE!" set "DROPPED=!REST:*.bat?=!"
if defined DROPPED if not "!DROPPED!"=="!REST!" set "IS_WHOLE=1"
if defined IS_WHOLE (
  if "!DROPPED:~-1!"=="?" set "DROPPED=!DROPPED:~0,-1!"
  set GIVEN=
  if defined DROPPED set GIVEN=!DROPPED:?="!
)
rem The Python of the offline kit where it is installed, else the one that py starts.
set RUN=py
for %%P in (python.exe Scripts\python.exe) do if exist "!LOCALAPPDATA!\pmo_xl\python\%%P" set RUN="!LOCALAPPDATA!\pmo_xl\python\%%P"
if defined IS_SCHEDULED goto scheduled
if not defined GIVEN set GIVEN="!HERE!."
if "!GIVEN: =!"=="" set GIVEN="!HERE!."
!RUN! -m pmo_xl month-end !GIVEN! -o "!HERE!month_end" --force
set "CODE=!ERRORLEVEL!"
pause
goto end
:scheduled
!RUN! -m pmo_xl month-end !GIVEN!
set "CODE=!ERRORLEVEL!"
:end
rem A cut line goes on with the other half of a name after "exit /b"; "exit" ends it.
if defined IS_WHOLE exit %CODE%
exit /b %CODE%
