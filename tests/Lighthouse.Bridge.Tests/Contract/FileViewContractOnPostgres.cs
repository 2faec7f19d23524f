using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class FileViewContractOnPostgres(RunningBridgeOnPostgres bridge) : FileViewContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
