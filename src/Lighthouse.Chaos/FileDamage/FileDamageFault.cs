namespace Lighthouse.Chaos.FileDamage;

/// <summary>Damages a file. Seen by reading it again; healed from a copy kept before.</summary>
/// <param name="options">Which file, and how.</param>
/// <param name="journal">Where the copy is kept.</param>
public sealed class FileDamageFault(FileDamageOptions options, DamageJournal journal) : IFault
{
    private const long LongestFile = 1L << 30;

    private DamageEntry? _kept;
    private string? _before;
    private string? _expected;

    /// <inheritdoc/>
    public string Name => $"file-damage {options.Kind}";

    /// <summary>What was changed, and where; null before the injection.</summary>
    public string? What { get; private set; }

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public Task PrepareAsync(CancellationToken cancellation)
    {
        RefuseLinks();
        var file = new FileInfo(options.Path);
        if (!file.Exists || file.Length is 0 or > LongestFile)
            throw new ChaosException($"LHC4331: '{options.Path}' is missing, empty or larger than 1 GB.");
        _kept = journal.Keep(options.Path, options.Kind);
        _before = _kept.Digest;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task InjectAsync(CancellationToken cancellation)
    {
        if (options.Kind == DamageKind.DeletedFile)
        {
            File.Delete(options.Path);
            What = "deleted";
            return;
        }

        var (bytes, what) = options.Kind == DamageKind.RolledBackFile
            ? (await File.ReadAllBytesAsync(options.EarlierVersion!, cancellation), "replaced by an earlier version")
            : DamageWriter.Damage(await File.ReadAllBytesAsync(options.Path, cancellation), options);
        _expected = AsDigest(bytes);
        if (_expected == _before)
            throw new ChaosException($"LHC4332: {options.Kind} would leave '{options.Path}' as it is.");
        await File.WriteAllBytesAsync(options.Path, bytes, cancellation);
        What = what;
    }

    /// <inheritdoc/>
    public Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var now = FileDigest.Of(options.Path);
        return Task.FromResult(What is not null && now == _expected && now != _before
            ? EffectProof.Proven($"{What}; digest {_before} -> {now ?? "no file"}")
            : EffectProof.NotProven($"digest before {_before}, now {now ?? "no file"}, expected {_expected ?? "no file"}"));
    }

    /// <inheritdoc/>
    public Task HealAsync(CancellationToken cancellation)
    {
        if (_kept is not null)
            journal.Undo(_kept);
        _kept = null;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<EffectProof> ProveHealedAsync(CancellationToken cancellation)
    {
        var now = FileDigest.Of(options.Path);
        return Task.FromResult(now == _before
            ? EffectProof.Proven($"digest {now} as before")
            : EffectProof.NotProven($"digest before {_before}, now {now ?? "no file"}"));
    }

    private static string AsDigest(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private void RefuseLinks()
    {
        for (FileSystemInfo? one = new FileInfo(options.Path); one is not null && one.FullName.Length > Path.GetFullPath(options.AllowedFolder).TrimEnd('/').Length; one = Parent(one))
        {
            if (one.LinkTarget is not null)
                throw new ChaosException($"LHC4333: '{one.FullName}' is a link; only a file that lies in '{options.AllowedFolder}' itself may be damaged.");
        }

        static DirectoryInfo? Parent(FileSystemInfo info) => info is FileInfo file ? file.Directory : ((DirectoryInfo)info).Parent;
    }
}
