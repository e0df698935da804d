//! Tags of RPM packages by number (include/rpm/rpmtag.h of RPM).

/// The tag that binds the signature header, and the one that binds the header.
pub(super) const SIGNATURES_REGION: u32 = 62;
pub(super) const HEADER_REGION: u32 = 63;

pub(super) fn is_region(number: u32) -> bool {
    matches!(number, SIGNATURES_REGION | HEADER_REGION)
}

/// Room for signatures to come, of zeros.
pub(super) const RESERVED_SPACE: u32 = 1008;

/// The type of a signature's value: of DSA, RSA and the three of version 3, bytes; of files, of fs-verity and of
/// OpenPGP, texts.
pub(super) fn signature_type(number: u32) -> Option<u32> {
    match number {
        267 | 268 | 1002 | 1003 | 1005 => Some(7),
        274 | 276 | 278 => Some(8),
        _ => None,
    }
}

/// Tags of one value that are facts of the package, and the type of that value: a number or a text.
pub(super) fn fact(number: u32) -> Option<(&'static str, u32)> {
    let kind = if matches!(number, 1003 | 1006 | 1009) { 4 } else { 6 };
    let what = match number {
        1000 => "name",
        1001 => "version",
        1002 => "release",
        1003 => "epoch",
        1006 => "made",
        1007 => "build host",
        1009 => "size",
        1010 => "distribution",
        1011 => "vendor",
        1014 => "licence",
        1015 => "packager",
        1020 => "address",
        1021 => "system",
        1022 => "architecture",
        1044 => "source package",
        1064 => "RPM version",
        1094 => "cookie",
        1124 => "payload format",
        1125 => "method",
        1126 => "level",
        1132 => "platform",
        _ => return None,
    };
    Some((what, kind))
}

/// How RPM calls the others, as far as they are common.
pub(super) fn name(number: u32) -> Option<&'static str> {
    Some(match number {
        63 => "HEADERIMMUTABLE",
        100 => "HEADERI18NTABLE",
        1004 => "SUMMARY",
        1005 => "DESCRIPTION",
        1016 => "GROUP",
        1023 => "PREIN",
        1024 => "POSTIN",
        1025 => "PREUN",
        1026 => "POSTUN",
        1028 => "FILESIZES",
        1029 => "FILESTATES",
        1030 => "FILEMODES",
        1033 => "FILERDEVS",
        1034 => "FILEMTIMES",
        1035 => "FILEDIGESTS",
        1036 => "FILELINKTOS",
        1037 => "FILEFLAGS",
        1039 => "FILEUSERNAME",
        1040 => "FILEGROUPNAME",
        1045 => "FILEVERIFYFLAGS",
        1047 => "PROVIDENAME",
        1048 => "REQUIREFLAGS",
        1049 => "REQUIRENAME",
        1050 => "REQUIREVERSION",
        1053 => "CONFLICTFLAGS",
        1054 => "CONFLICTNAME",
        1055 => "CONFLICTVERSION",
        1080 => "CHANGELOGTIME",
        1081 => "CHANGELOGNAME",
        1082 => "CHANGELOGTEXT",
        1085 => "PREINPROG",
        1086 => "POSTINPROG",
        1087 => "PREUNPROG",
        1088 => "POSTUNPROG",
        1090 => "OBSOLETENAME",
        1095 => "FILEDEVICES",
        1096 => "FILEINODES",
        1097 => "FILELANGS",
        1112 => "PROVIDEFLAGS",
        1113 => "PROVIDEVERSION",
        1114 => "OBSOLETEFLAGS",
        1115 => "OBSOLETEVERSION",
        1116 => "DIRINDEXES",
        1117 => "BASENAMES",
        1118 => "DIRNAMES",
        1122 => "OPTFLAGS",
        1140 => "FILECOLORS",
        1141 => "FILECLASS",
        1142 => "CLASSDICT",
        1143 => "FILEDEPENDSX",
        1144 => "FILEDEPENDSN",
        1145 => "DEPENDSDICT",
        1146 => "SOURCEPKGID",
        5009 => "LONGSIZE",
        5010 => "FILECAPS",
        5011 => "FILEDIGESTALGO",
        5012 => "BUGURL",
        5034 => "VCS",
        5062 => "ENCODING",
        5092 => "PAYLOADDIGEST",
        5093 => "PAYLOADDIGESTALGO",
        5097 => "PAYLOADDIGESTALT",
        _ => return None,
    })
}
