using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.ProcessKill;

/// <summary>Kills a process with SIGKILL: no handler runs, nothing is flushed. Seen in /proc and by connections that are refused.</summary>
/// <param name="options">Which process, and how it comes back.</param>
/// <param name="time">The clock.</param>
public sealed class ProcessKillFault(ProcessKillOptions options, TimeProvider time) : IFault
{
    private const int SigKill = 9;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);

    private bool _killed;

    /// <inheritdoc/>
    public string Name => "process-kill";

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        RefuseAnother();
        if (await TryConnectAsync(cancellation) is { } error)
            throw new ChaosException($"LHC4121: port {options.Port} does not accept connections before the fault ({error}), so that a refusal after it would prove nothing.");
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation)
    {
        RefuseAnother();
        _killed = Kill(options.Process.Id, SigKill) == 0;
        return _killed
            ? Task.CompletedTask
            : throw new ChaosException($"LHC4122: SIGKILL to process {options.Process.Id} failed with error {Marshal.GetLastPInvokeError()}.");
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        while (true)
        {
            var running = options.Process.IsRunning();
            var error = await TryConnectAsync(cancellation);
            if (!running && error == SocketError.ConnectionRefused)
                return EffectProof.Proven($"process {options.Process.Id} is gone from /proc and port {options.Port} refuses connections");
            if (clock.Elapsed > options.ShowWithin)
                return EffectProof.NotProven($"process {options.Process.Id} {(running ? "still runs" : "is gone")}, connecting to port {options.Port}: {error?.ToString() ?? "accepted"}");
            await Task.Delay(s_look, time, cancellation);
        }
    }

    /// <inheritdoc/>
    public Task HealAsync(CancellationToken cancellation) => _killed ? options.RestartAsync(cancellation) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<EffectProof> ProveHealedAsync(CancellationToken cancellation) =>
        TargetHealth.ProveAsync(options.IsHealthyAsync, options.ShowWithin, options.ShowWithin, "the restarted target", time, cancellation);

    private void RefuseAnother()
    {
        if (!options.Process.IsRunning())
            throw new ChaosException($"LHC4123: process {options.Process.Id} does not run, or is not the one that this run started; nothing was killed.");
    }

    private async Task<SocketError?> TryConnectAsync(CancellationToken cancellation)
    {
        using var client = new TcpClient();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, options.Port, bound.Token);
            return null;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return SocketError.TimedOut;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int id, int signal);
}
