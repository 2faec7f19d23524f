using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class ValidationContractOnFile(RunningBridge bridge) : ValidationContract(bridge), IClassFixture<RunningBridge>;
