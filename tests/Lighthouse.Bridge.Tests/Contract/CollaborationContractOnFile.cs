using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class CollaborationContractOnFile(RunningBridge bridge) : CollaborationContract(bridge), IClassFixture<RunningBridge>;
