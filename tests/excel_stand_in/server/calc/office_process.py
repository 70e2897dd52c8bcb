"""The one LibreOffice of a test session: started, reached, and ended whatever happens."""

import contextlib
import os
import signal
import subprocess

from office import context_at, desktop_of


class OfficeProcess:
    """A soffice of its own process group, so that the launcher and its child end together."""

    def __init__(self, soffice, profile):
        pipe = f"pmo_xl_excel_{os.getpid()}"
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo",
                   f"--accept=pipe,name={pipe};urp;"]  # fmt: skip
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=_without_a_python(os.environ),
        )
        try:
            self.context = context_at(pipe)
            self.desktop = desktop_of(self.context)
        except BaseException:
            self.kill()
            raise

    def loaded(self, source, name):
        """An object of the component of this name in a Python file, made and running in the office's process."""
        manager = self.context.ServiceManager
        loader = manager.createInstanceWithContext("com.sun.star.loader.Python", self.context)
        factory = loader.activate(name, "", source.as_uri(), None)
        return factory.createInstanceWithContext(self.context)

    def end(self):
        """Ask it to end, then make it."""
        with contextlib.suppress(Exception):  # the bridge breaks while the office ends
            self.desktop.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=10)
        self.kill()

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _without_a_python(given):
    """The environment without a Python of its own: the one inside the office would take its library for the office's."""
    own = {name: value for name, value in given.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return {**own, "PATH": os.defpath}
