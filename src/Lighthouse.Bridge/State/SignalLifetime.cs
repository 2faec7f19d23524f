using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.State;

/// <summary>Signals: the first one drains, a second one ends the process at once.</summary>
internal sealed class SignalLifetime(Draining draining) : IHostLifetime, IDisposable
{
    /// <summary>What a shell reports of a process that a SIGTERM ended.</summary>
    private const int EndedBySecondSignal = 128 + 15;

    private readonly List<PosixSignalRegistration> _signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
            _signals.Add(PosixSignalRegistration.Create(signal, Heard));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    private void Heard(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!draining.TryBegin()) Environment.Exit(EndedBySecondSignal);
    }
}
