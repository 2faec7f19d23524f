using System.Diagnostics;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class GuardContractOnFile(RunningBridge bridge) : GuardContract(bridge), IClassFixture<RunningBridge>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A pipe that nobody writes: reading it lasts, as a large or slow disk would.
    private protected override Task<BridgeProcess> StartHeldUpAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        Directory.CreateDirectory(_folder.Data);
        using (var make = Process.Start("mkfifo", [Path.Combine(_folder.Data, "events-00000001.log")])!) make.WaitForExit();
        return Task.FromResult(BridgeProcess.Launch(BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", _folder.Data));
    }
}
