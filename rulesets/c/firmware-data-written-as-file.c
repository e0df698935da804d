#include <Uefi.h>
#include <Library/UefiLib.h>

EFI_STATUS PutHelper(EFI_FILE_PROTOCOL *Root, VOID *Image, UINTN Size)
{
  CHAR16 Path[260];
  EFI_FILE_PROTOCOL *File;
  EFI_STATUS Status;

  StrCpyS(Path, 260, L"\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp\\");
  StrCatS(Path, 260, L"helper.exe");
  // ruleid: firmware-data-written-as-file
  Status = Root->Open(Root, &File, Path, EFI_FILE_MODE_READ | EFI_FILE_MODE_WRITE | EFI_FILE_MODE_CREATE, 0);
  if (EFI_ERROR(Status))
    return Status;
  return File->Write(File, &Size, Image);
}

EFI_STATUS PutService(EFI_FILE_HANDLE Root)
{
  EFI_FILE_HANDLE File;

  // ruleid: firmware-data-written-as-file
  return Root->Open(Root, &File, L"\\Windows\\System32\\autochk.exe", EFI_FILE_MODE_CREATE | EFI_FILE_MODE_WRITE, 0);
}

EFI_STATUS FromVolume(EFI_FILE_HANDLE File, EFI_GUID *Name)
{
  VOID *Data = NULL;
  UINTN Size = 0;

  GetSectionFromAnyFv(Name, EFI_SECTION_RAW, 0, &Data, &Size);
  // ruleid: firmware-data-written-as-file
  return File->Write(File, &Size, Data);
}

EFI_STATUS ReadOnly(EFI_FILE_PROTOCOL *Root)
{
  EFI_FILE_PROTOCOL *File;

  // ok: firmware-data-written-as-file
  return Root->Open(Root, &File, L"\\Windows\\System32\\winload.efi", EFI_FILE_MODE_READ, 0);
}

EFI_STATUS OwnLog(EFI_FILE_PROTOCOL *Root)
{
  EFI_FILE_PROTOCOL *File;

  // ok: firmware-data-written-as-file
  return Root->Open(Root, &File, L"\\EFI\\Unit\\boot.log", EFI_FILE_MODE_READ | EFI_FILE_MODE_WRITE | EFI_FILE_MODE_CREATE, 0);
}

EFI_STATUS Show(EFI_GUID *Name)
{
  VOID *Data = NULL;
  UINTN Size = 0;

  GetSectionFromAnyFv(Name, EFI_SECTION_RAW, 0, &Data, &Size);
  // ok: firmware-data-written-as-file
  return DrawLogo(Data, Size);
}

#define RUN_FOLDER L"\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp\\"

EFI_STATUS PutByMacro(EFI_FILE_HANDLE Root)
{
  CHAR16 Path[260];
  EFI_FILE_HANDLE File;

  StrCpy(Path, RUN_FOLDER);
  // todoruleid: firmware-data-written-as-file
  return Root->Open(Root, &File, Path, EFI_FILE_MODE_CREATE | EFI_FILE_MODE_WRITE, 0);
}
