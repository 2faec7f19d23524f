using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class ExpertContractOnFile(RunningBridge bridge) : ExpertContract(bridge), IClassFixture<RunningBridge>;
