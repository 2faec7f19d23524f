using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class ElicitationContractOnFile(RunningBridge bridge) : ElicitationContract(bridge), IClassFixture<RunningBridge>;
