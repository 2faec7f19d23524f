using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class FileViewContractOnFile(RunningBridge bridge) : FileViewContract(bridge), IClassFixture<RunningBridge>;
