namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>Bits of a mode.</summary>
internal static class FileModes
{
    public const uint TypeMask = 0xF000;
    public const uint Directory = 0x4000;
    public const uint Regular = 0x8000;
    public const uint SymbolicLink = 0xA000;

    /// <summary>Permissions, and the sticky bit.</summary>
    public const uint Permissions = 0x3FF;

    /// <summary>Set-user-id and set-group-id.</summary>
    public const uint SetId = 0xC00;
}
