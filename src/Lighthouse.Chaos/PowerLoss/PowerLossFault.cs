using System.Runtime.InteropServices;
using Lighthouse.Chaos.DiskStress;
using Lighthouse.Chaos.Processes;
using Lighthouse.Chaos.SteadyState;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Chaos.PowerLoss;

/// <summary>
/// Cuts the power of a process's disk: what had not been flushed is gone, as a kill alone never lets it be. Then the process is killed, for the machine
/// has no power either. Seen by the disk, which takes no more byte, and in <c>/proc</c>.
/// </summary>
/// <param name="options">Whose.</param>
/// <param name="time">The clock.</param>
public sealed class PowerLossFault(PowerLossOptions options, TimeProvider time) : IFault
{
    private const int Killed = 9;
    // EXT4_IOC_SHUTDOWN, and the way that flushes neither data nor journal.
    private const nuint ShutDown = 0x8004587D;
    private const uint WithoutFlush = 2;
    private const string Mark = "lighthouse-chaos.power";
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);
    private bool _isCut;
    private bool _tookByte = true;

    /// <inheritdoc/>
    public string Name => "power-loss";

    private string Disk => SmallDisk.SeenFromOutside(options.Process.Id, options.Folder);

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public Task PrepareAsync(CancellationToken cancellation)
    {
        if (ImageDisk.Missing is { } missing)
            throw new ChaosException($"LHC5221: {missing}.");
        if (!options.Process.IsRunning())
            throw new ChaosException($"LHC5222: process {options.Process.Id} does not run, or is not the one that this run started.");
        // The disk is the process's own: from here the folder is another one.
        if (!ImageDisk.IsHeld(options.Image) || !TakesBytes() || File.Exists(Path.Combine(options.Folder, Mark)))
            throw new ChaosException($"LHC5223: '{options.Folder}' does not lie on a disk of the process alone, or takes no bytes; no power was cut.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation)
    {
        using (var any = File.OpenHandle(Path.Combine(Disk, Mark), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            var how = WithoutFlush;
            if (Control(any, ShutDown, ref how) != 0)
                throw new ChaosException($"LHC5224: the power could not be cut: error {Marshal.GetLastPInvokeError()}.");
        }

        _isCut = true;
        _tookByte = TakesBytes();
        Signals.Send(options.Process.Id, Killed);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        while (options.Process.IsRunning() && clock.Elapsed < options.ShowWithin)
            await Task.Delay(s_look, time, cancellation);
        var seen = $"the disk {(_tookByte ? "still took bytes" : "took no more byte")}, process {options.Process.Id} {(options.Process.IsRunning() ? "still runs" : "is gone from /proc")}";
        return !_tookByte && !options.Process.IsRunning() ? EffectProof.Proven(seen) : EffectProof.NotProven(seen);
    }

    /// <inheritdoc/>
    public async Task HealAsync(CancellationToken cancellation)
    {
        if (!_isCut)
            return;
        // Two devices on one file would each have a disk of their own mind.
        while (ImageDisk.IsHeld(options.Image))
            await Task.Delay(s_look, time, cancellation);
        await options.RestartAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task<EffectProof> ProveHealedAsync(CancellationToken cancellation) =>
        TargetHealth.ProveAsync(options.IsHealthyAsync, options.ShowWithin, options.ShowWithin, "the restarted target", time, cancellation);

    private bool TakesBytes()
    {
        try
        {
            File.WriteAllText(Path.Combine(Disk, Mark), "power");
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(SafeFileHandle file, nuint request, ref uint argument);
}
