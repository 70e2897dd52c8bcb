"""The form buttons of every sheet as LibreOffice shows them: caption, the Sub bound to a press, place and size."""

import json

from office import open_document


def bound(form, index):
    """The macros that a press on a control starts."""
    return [
        event.ScriptCode for event in form.getScriptEvents(index) if event.EventMethod == "actionPerformed"
    ]


def main():
    found = []
    with open_document() as document:
        for number in range(document.Sheets.Count):
            sheet = document.Sheets.getByIndex(number)
            forms = sheet.DrawPage.Forms
            scripts = {
                form.getByIndex(index).Name + str(id(form)): bound(form, index)
                for form in (forms.getByIndex(at) for at in range(forms.Count))
                for index in range(form.Count)
            }
            controls = [
                (form.getByIndex(index), bound(form, index))
                for form in (forms.getByIndex(at) for at in range(forms.Count))
                for index in range(form.Count)
            ]
            shapes = [sheet.DrawPage.getByIndex(at) for at in range(sheet.DrawPage.Count)]
            shapes = [shape for shape in shapes if shape.supportsService("com.sun.star.drawing.ControlShape")]
            for shape in shapes:
                model = shape.Control
                scripts = next((events for each, events in controls if each == model), [])
                found.append(
                    {
                        "sheet": sheet.Name,
                        "caption": getattr(model, "Label", ""),
                        "scripts": scripts,
                        "x": shape.Position.X,
                        "y": shape.Position.Y,
                        "width": shape.Size.Width,
                        "height": shape.Size.Height,
                        "visible": bool(shape.Visible),
                    }
                )
    print(json.dumps(found, ensure_ascii=False))


main()
