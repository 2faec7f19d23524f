using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class GuardContractOnPostgres(RunningBridgeOnPostgres bridge) : GuardContract(bridge), IClassFixture<RunningBridgeOnPostgres>
{
    // A server that is not there may come yet.
    private protected override Task<BridgeProcess> StartHeldUpAsync()
    {
        var settings = BridgeProcess.FreshSecrets();
        settings["Bridge__Store__Kind"] = "postgresql";
        settings["Bridge__Store__ConnectionString"] = "Host=/nowhere/at/all;Username=nobody;Database=none";
        return Task.FromResult(BridgeProcess.Launch(settings, "--urls", "http://127.0.0.1:0"));
    }
}
