using System.Net;
using System.Net.Sockets;
using Lighthouse.Chaos.Processes;
using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.ProcessHang;

/// <summary>Stops a process as a hang would: its connections stay, nothing answers. Seen in <c>/proc</c> (state T) and by a connection that is made and gets no answer.</summary>
/// <param name="options">Which process.</param>
/// <param name="time">The clock.</param>
public sealed class ProcessHangFault(ProcessHangOptions options, TimeProvider time) : IFault
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);
    private readonly StoppableProcess _process = new(options.Process, options.Journal);

    /// <inheritdoc/>
    public string Name => "process-hang";

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (!options.Process.IsRunning())
            throw new ChaosException($"LHC4621: process {options.Process.Id} does not run, or is not the one that this run started.");
        // One late answer is no sign of anything; that answers come in time is what the proof needs.
        if (await RecoveryClock.Start(time).UntilSteadyAsync(AnswersAsync, TimeSpan.Zero, s_look, options.ShowWithin, cancellation) is null)
            throw new ChaosException($"LHC4622: the target did not answer within {options.AnswerWithin.TotalMilliseconds:0} ms before the fault, so that no answer during it would prove nothing.");
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation)
    {
        _process.Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        // The signal is sent; the process takes it when it is scheduled, and may answer until then.
        var clock = RecoveryClock.Start(time);
        while (options.Process.Stat() is { State: not 'T' } && clock.Elapsed < options.ShowWithin)
            await Task.Delay(s_look, time, cancellation);
        var connects = await RecoveryClock.HoldsAsync(ConnectsAsync, options.AnswerWithin, time, cancellation);
        var answers = await AnswersAsync(cancellation);
        var state = options.Process.Stat()?.State;
        var seen = $"process {options.Process.Id} has state {state?.ToString() ?? "none"}, a connection to port {options.Port} {(connects ? "is made" : "fails")} and {(answers ? "is answered" : $"has no answer within {options.AnswerWithin.TotalMilliseconds:0} ms")}";
        return state == 'T' && connects && !answers ? EffectProof.Proven(seen) : EffectProof.NotProven(seen);
    }

    /// <inheritdoc/>
    public Task HealAsync(CancellationToken cancellation)
    {
        _process.Release();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<EffectProof> ProveHealedAsync(CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        while (true)
        {
            var state = options.Process.Stat()?.State;
            if (state is not (null or 'T') && await AnswersAsync(cancellation))
                return EffectProof.Proven($"state {state}, and it answers");
            if (clock.Elapsed > options.ShowWithin)
                return EffectProof.NotProven($"state {state?.ToString() ?? "none"}, no answer");
            await Task.Delay(s_look, time, cancellation);
        }
    }

    private Task<bool> AnswersAsync(CancellationToken cancellation) => RecoveryClock.HoldsAsync(options.AnswersAsync, options.AnswerWithin, time, cancellation);

    private async Task<bool> ConnectsAsync(CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, options.Port, cancellation);
        return true;
    }
}
