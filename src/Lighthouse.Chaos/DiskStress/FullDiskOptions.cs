namespace Lighthouse.Chaos.DiskStress;

/// <summary>Which disk is filled.</summary>
public sealed record FullDiskOptions
{
    /// <summary>A folder on the disk. A disk larger than <see cref="LargestDisk"/> is refused: it is somebody's.</summary>
    public required string Folder { get; init; }

    /// <summary>Sees that the target is hit: returns when it refused something for want of room. Default: the file system's word is enough.</summary>
    public Func<CancellationToken, Task<bool>>? IsRefusingAsync { get; init; }

    /// <summary>The largest disk that may be filled, in bytes. Default 256 MB.</summary>
    public long LargestDisk { get; init; } = 256_000_000;

    /// <summary>How long effect and healing may take each to show. Default 20 s.</summary>
    public TimeSpan ShowWithin { get; init; } = TimeSpan.FromSeconds(20);

    internal void Validate()
    {
        if (LargestDisk is < 1 or > 1_000_000_000)
            throw new ArgumentException($"LHC5011: disks of {LargestDisk} bytes may not be filled; up to 1 GB may.");
        if (ShowWithin <= TimeSpan.Zero || ShowWithin > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHC5012: ShowWithin is {ShowWithin}; it must be above 0 and at most 1 h.");
    }
}
