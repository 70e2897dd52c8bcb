Attribute VB_Name = "PmoButtons"
Option Explicit
' The buttons of a pmo_xl workbook: each Sub runs one line of Python. What a button does stands in Python
' (pmo_xl/faces/buttons.py). Japanese texts stand on the hidden sheet xlwings.conf, column D, because this
' source is ASCII. Nothing here runs by itself.

Private Const TEXTS As String = "xlwings.conf"
Private Const STARTING As String = "D1"
Private Const AWKWARD_PATH As String = "D2"
Private Const FOREIGN_SETTINGS As String = "D3"
Private Const NOT_SET_UP As String = "D4"

Public Sub PmoCheck()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('check')"
    Finish
End Sub

Public Sub PmoOverdue()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('overdue')"
    Finish
End Sub

Public Sub PmoBudget()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('budget')"
    Finish
End Sub

Public Sub PmoTrend()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('trend')"
    Finish
End Sub

Public Sub PmoFix()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('fix')"
    Finish
End Sub

Public Sub PmoNextFinding()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('next_finding')"
    Finish
End Sub

Public Sub PmoPreviousFinding()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('previous_finding')"
    Finish
End Sub

Public Sub PmoTryCondition()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('try_condition')"
    Finish
End Sub

Public Sub PmoShowSettings()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('show_settings')"
    Finish
End Sub

Public Sub PmoRemind()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('remind')"
    Finish
End Sub

Public Sub PmoWeeklyReport()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('weekly_report')"
    Finish
End Sub

Public Sub PmoRegularMeeting()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('regular_meeting')"
    Finish
End Sub

Public Sub PmoMonthEnd()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('month_end')"
    Finish
End Sub

Public Sub PmoPrecheck()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('precheck')"
    Finish
End Sub

Public Sub PmoMakeDocuments()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('make_documents')"
    Finish
End Sub

Public Sub PmoHandOut()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('hand_out')"
    Finish
End Sub

Public Sub PmoCollect()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('collect')"
    Finish
End Sub

Public Sub PmoImportRows()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('import_rows')"
    Finish
End Sub

Public Sub PmoChangesSinceLast()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('changes_since_last')"
    Finish
End Sub

Public Sub PmoTakeLessons()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('take_lessons')"
    Finish
End Sub

Public Sub PmoCheckSheet()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('check_sheet')"
    Finish
End Sub

' Says in the status bar that Python is starting (it takes seconds), or in a box why it cannot.
Private Function CanStart() As Boolean
    Dim obstacle As String
    obstacle = ObstacleText()
    If obstacle = "" Then
        Application.StatusBar = TextAt(STARTING)
    Else
        MsgBox obstacle, vbExclamation, "pmo_xl"
    End If
    CanStart = (obstacle = "")
End Function

Private Function ObstacleText() As String
    If WorkbookPlace() Like "*[%=;']*" Then
        ObstacleText = TextAt(AWKWARD_PATH)
    ElseIf FileExistsOnWindows(GetDirectoryConfigFilePath()) Then
        ' It would decide which program runs: the interpreter belongs to the PC, not to a shared folder.
        ObstacleText = TextAt(FOREIGN_SETTINGS)
    ElseIf Not FileExistsOnWindows(CStr(GetConfig("INTERPRETER_WIN"))) Then
        ObstacleText = TextAt(NOT_SET_UP)
    End If
End Function

' The path that RunPython hands to Python; of a workbook in OneDrive (https://...) only the name.
Private Function WorkbookPlace() As String
    WorkbookPlace = ThisWorkbook.FullName
    If InStr(WorkbookPlace, "://") > 0 Then WorkbookPlace = ThisWorkbook.Name
End Function

' Python clears the status bar at its end; the first text still stands there when Python did not start.
Private Sub Finish()
    If CStr(Application.StatusBar) = TextAt(STARTING) Then Application.StatusBar = False
End Sub

Private Function TextAt(address As String) As String
    On Error Resume Next
    TextAt = "pmo_xl (" & address & ")"
    TextAt = ThisWorkbook.Worksheets(TEXTS).Range(address).Value
End Function
