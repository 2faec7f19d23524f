using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class PushContractOnFile(RunningBridge bridge) : PushContract(bridge), IClassFixture<RunningBridge>;
