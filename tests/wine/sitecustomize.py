"""wine 8 lacks CopyFile2: shutil does without."""

import _winapi

del _winapi.CopyFile2
