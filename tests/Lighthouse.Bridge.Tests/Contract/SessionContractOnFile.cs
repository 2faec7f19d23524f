using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class SessionContractOnFile(RunningBridge bridge) : SessionContract(bridge), IClassFixture<RunningBridge>;
