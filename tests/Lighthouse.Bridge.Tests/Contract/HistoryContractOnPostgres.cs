using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class HistoryContractOnPostgres(RunningBridgeOnPostgres bridge) : HistoryContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
