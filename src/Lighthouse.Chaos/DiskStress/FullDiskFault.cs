using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.DiskStress;

/// <summary>Fills a small disk with a file. Seen by the file system, which has no byte left for another file, and by the target's refusals.</summary>
/// <param name="options">Which disk.</param>
/// <param name="time">The clock.</param>
public sealed class FullDiskFault(FullDiskOptions options, TimeProvider time) : IFault
{
    private const int LargestPiece = 1 << 20, SmallestPiece = 512;
    private const int Needed = 8 * 1024;

    private string Ballast => Path.Combine(options.Folder, "lighthouse-chaos.ballast");

    private string Sample => Path.Combine(options.Folder, "lighthouse-chaos.sample");

    /// <inheritdoc/>
    public string Name => "disk-full";

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public Task PrepareAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(options.Folder))
            throw new ChaosException($"LHC5021: there is no folder '{options.Folder}'.");
        var size = new DriveInfo(options.Folder).TotalSize;
        if (size > options.LargestDisk)
            throw new ChaosException($"LHC5022: the disk of '{options.Folder}' has {size} bytes; only one of at most {options.LargestDisk} bytes may be filled.");
        return HasRoom() ? Task.CompletedTask : throw new ChaosException($"LHC5023: the disk of '{options.Folder}' is full already.");
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation)
    {
        using var ballast = new FileStream(Ballast, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0);
        for (var piece = LargestPiece; piece >= SmallestPiece; piece /= 2)
        {
            while (TryWrite(ballast, piece))
                cancellation.ThrowIfCancellationRequested();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var free = new DriveInfo(options.Folder).AvailableFreeSpace;
        if (HasRoom())
            return EffectProof.NotProven($"{Needed} bytes could still be written, {free} are free");
        if (options.IsRefusingAsync is not null && !await RecoveryClock.HoldsAsync(options.IsRefusingAsync, options.ShowWithin, time, cancellation))
            return EffectProof.NotProven($"the disk has {free} bytes free, and the target goes on as if it were not full");
        return EffectProof.Proven($"{free} bytes are free, another file gets none{(options.IsRefusingAsync is null ? "" : ", and the target refuses")}");
    }

    /// <inheritdoc/>
    public Task HealAsync(CancellationToken cancellation)
    {
        File.Delete(Ballast);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<EffectProof> ProveHealedAsync(CancellationToken cancellation) => Task.FromResult(
        HasRoom() ? EffectProof.Proven($"{new DriveInfo(options.Folder).AvailableFreeSpace} bytes are free again") : EffectProof.NotProven("there is still no room"));

    private static bool TryWrite(FileStream file, int bytes)
    {
        try
        {
            file.Write(new byte[bytes]);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool HasRoom()
    {
        try
        {
            File.WriteAllBytes(Sample, new byte[Needed]);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        finally
        {
            File.Delete(Sample);
        }
    }
}
