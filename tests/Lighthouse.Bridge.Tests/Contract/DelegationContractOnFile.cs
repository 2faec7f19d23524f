using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class DelegationContractOnFile(RunningBridge bridge) : DelegationContract(bridge), IClassFixture<RunningBridge>;
