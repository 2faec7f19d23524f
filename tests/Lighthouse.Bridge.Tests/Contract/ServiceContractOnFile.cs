using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class ServiceContractOnFile(RunningBridge bridge) : ServiceContract(bridge), IClassFixture<RunningBridge>;
