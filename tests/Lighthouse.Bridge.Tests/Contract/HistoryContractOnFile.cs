using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class HistoryContractOnFile(RunningBridge bridge) : HistoryContract(bridge), IClassFixture<RunningBridge>;
