using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class PushContractOnPostgres(RunningBridgeOnPostgres bridge) : PushContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
