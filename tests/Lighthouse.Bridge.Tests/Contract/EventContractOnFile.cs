using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class EventContractOnFile(RunningBridge bridge) : EventContract(bridge), IClassFixture<RunningBridge>;
