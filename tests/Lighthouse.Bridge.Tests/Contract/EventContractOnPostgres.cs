using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class EventContractOnPostgres(RunningBridgeOnPostgres bridge) : EventContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
