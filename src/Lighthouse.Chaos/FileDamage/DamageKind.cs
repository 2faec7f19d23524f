namespace Lighthouse.Chaos.FileDamage;

/// <summary>How a file is damaged.</summary>
public enum DamageKind
{
    /// <summary>One byte of one record is changed.</summary>
    FlippedByte,

    /// <summary>One or more whole records at the end are cut off, so that what is left looks complete.</summary>
    CutTail,

    /// <summary>The file ends within its last record, as after a torn write.</summary>
    TornTail,

    /// <summary>One byte of a record's length field is changed.</summary>
    DamagedLength,

    /// <summary>Two records have changed places.</summary>
    SwappedRecords,

    /// <summary>The file is gone.</summary>
    DeletedFile,

    /// <summary>The file is replaced by an earlier version of itself.</summary>
    RolledBackFile,
}
