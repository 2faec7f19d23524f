using System.Diagnostics;
using System.Globalization;
using Lighthouse.Chaos.Processes;
using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.DiskStress;

/// <summary>
/// Lets fsync and fdatasync of a process fail or take long, by strace (Debian: strace). Seen in what the process's own calls returned, which the tracer
/// writes down, and by the time that one takes. The tracer ends with the process, and with whoever started it; without it the process goes on as before.
/// </summary>
/// <param name="options">Whose, and how.</param>
/// <param name="time">The clock.</param>
public sealed class FlushFault(FlushFaultOptions options, TimeProvider time) : IFault, IDisposable
{
    private const string Program = "/usr/bin/strace";

    // A tracer may wait for ever for a thread that ended while it was being delayed. The shell reads by itself: it has no child that could be left.
    private const string KillWhenInputEnds = "while read -r _; do :; done; kill -KILL \"$1\" 2>/dev/null";
    private const string Calls = "fsync,fdatasync";
    private const string Mark = "(INJECTED)", DelayMark = "(DELAYED)";
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_letsGoWithin = TimeSpan.FromSeconds(3);
    private Process? _tracer;
    private Process? _guard;
    private TimeSpan _before;

    /// <summary>Why it cannot be injected here; null when it can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "tracing a process takes root on Linux"
        : !File.Exists(Program) ? "strace is missing; install it (Debian: apt-get install strace)"
        : null;

    /// <inheritdoc/>
    public string Name => options.Delay is { } delay ? string.Create(CultureInfo.InvariantCulture, $"flush-slow {delay.TotalMilliseconds:0} ms") : "flush-failing";

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (Missing is { } missing)
            throw new ChaosException($"LHC5041: {missing}.");
        if (!options.Process.IsRunning())
            throw new ChaosException($"LHC5042: process {options.Process.Id} does not run, or is not the one that this run started.");
        _before = await TimeAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation)
    {
        var what = options.Delay is { } delay ? string.Create(CultureInfo.InvariantCulture, $"delay_enter={delay.TotalMicroseconds:0}") : "error=EIO";
        _tracer = Process.Start(new ProcessStartInfo(
            Program, ["-f", "-q", "-e", $"trace={Calls}", "-e", $"inject={Calls}:{what}", "-o", options.TraceFile, "-p", options.Process.Id.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false, RedirectStandardError = true,
        }) ?? throw new ChaosException("LHC5043: strace could not be started.");
        _guard = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", KillWhenInputEnds, "sh", _tracer.Id.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        while (clock.Elapsed < options.ShowWithin)
        {
            var during = await TimeAsync(cancellation);
            var seen = Marks();
            if (seen > 0 && (options.Delay is not { } delay || during - _before >= delay * 0.8))
                return EffectProof.Proven($"{seen} calls of {Calls} were met; storing took {_before.TotalMilliseconds:0} ms before and {during.TotalMilliseconds:0} ms now");
            await Task.Delay(s_look, time, cancellation);
        }

        return EffectProof.NotProven($"{Marks()} calls of {Calls} were met{(_tracer is { HasExited: true } ? $"; strace ended: {(await _tracer.StandardError.ReadToEndAsync(cancellation)).Trim()}" : "")}");
    }

    /// <inheritdoc/>
    public async Task HealAsync(CancellationToken cancellation)
    {
        if (_tracer is null)
            return;
        await DetachAsync(_tracer, cancellation);
        // Before its input ends: the tracer's number may be another's by now.
        _guard?.Kill();
        if (options.RestoreAsync is not null)
            await options.RestoreAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveHealedAsync(CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        var before = Marks();
        while (clock.Elapsed < options.ShowWithin)
        {
            if (await RecoveryClock.HoldsAsync(options.IsHealthyAsync, options.ShowWithin, time, cancellation) && Marks() == before)
                return EffectProof.Proven("no call is met any more, and the target says that it is healthy");
            await Task.Delay(s_look, time, cancellation);
        }

        return EffectProof.NotProven("the target was not healthy in time");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tracer?.Dispose();
        _guard?.Dispose();
    }

    // A tracer that is killed in the middle of a call leaves that call half done; one that is asked lets go first.
    private static async Task DetachAsync(Process tracer, CancellationToken cancellation)
    {
        if (!tracer.HasExited)
            Signals.Send(tracer.Id, Signals.Terminate);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(s_letsGoWithin);
        try
        {
            await tracer.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            tracer.Kill();
            await tracer.WaitForExitAsync(cancellation);
        }
    }

    private int Marks()
    {
        if (!File.Exists(options.TraceFile))
            return 0;
        using var reader = new StreamReader(new FileStream(options.TraceFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n').Count(line => line.Contains(Mark, StringComparison.Ordinal) || line.Contains(DelayMark, StringComparison.Ordinal));
    }

    private async Task<TimeSpan> TimeAsync(CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        await RecoveryClock.HoldsAsync(
            async bound =>
            {
                await options.FlushAsync(bound);
                return true;
            },
            options.ShowWithin, time, cancellation);
        return time.GetElapsedTime(begun);
    }
}
