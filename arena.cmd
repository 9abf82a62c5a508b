@echo off
rem Starts the arena command. It is built first when it is missing or its sources are newer; else it answers at once.
setlocal
set "root=%~dp0"
set "program=%root%tools\Arena.Cli\bin\Debug\net10.0\arena.dll"

where dotnet >nul 2>nul
if errorlevel 1 (
  echo The .NET SDK is missing: there is no dotnet command. 1>&2
  echo Fix: install .NET 10 from https://dotnet.microsoft.com/download/dotnet/10.0 1>&2
  exit /b 1
)
if not exist "%program%" goto build

rem Batch files cannot compare times across folders: the program does it, and ends with 86 when it is out of date.
set "ARENA_ASK_FRESHNESS=1"
dotnet exec "%program%" %*
if not "%errorlevel%"=="86" exit /b %errorlevel%

:build
echo Building the arena command (once) ... 1>&2
set "DOTNET_NOLOGO=1"
dotnet build "%root%tools\Arena.Cli" -v q -nologo -clp:NoSummary 1>&2
if errorlevel 1 (
  echo The arena command does not build. 1>&2
  echo Fix: git status tools library 1>&2
  exit /b 1
)
set "ARENA_ASK_FRESHNESS="
dotnet exec "%program%" %*
exit /b %errorlevel%
