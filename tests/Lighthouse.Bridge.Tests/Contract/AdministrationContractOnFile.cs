using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class AdministrationContractOnFile(RunningBridge bridge) : AdministrationContract(bridge), IClassFixture<RunningBridge>;
