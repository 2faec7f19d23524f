using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class AdministrationContractOnPostgres(RunningBridgeOnPostgres bridge) : AdministrationContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
