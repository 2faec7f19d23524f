using System.Runtime.InteropServices;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Validation.Policies;

/// <summary>Reads the policy again on SIGHUP.</summary>
internal sealed class PolicySignal(IPolicies policies) : IRunsWhenReady
{
    public async Task RunAsync(CancellationToken stopping)
    {
        if (OperatingSystem.IsWindows()) return;
        var asked = System.Threading.Channels.Channel.CreateBounded<bool>(1);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            asked.Writer.TryWrite(true);
        });
        try
        {
            await foreach (var _ in asked.Reader.ReadAllAsync(stopping)) await ReloadAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The bridge ends.
        }
    }

    private async Task ReloadAsync()
    {
        try
        {
            await policies.ReloadAsync(BridgeEvents.Component);
        }
        catch (Exception problem) when (problem is ConfigurationException or RefusalException)
        {
            // Logged where it was refused; the old policy holds.
        }
    }
}
