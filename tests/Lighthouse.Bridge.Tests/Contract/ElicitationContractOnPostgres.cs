using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class ElicitationContractOnPostgres(RunningBridgeOnPostgres bridge) : ElicitationContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
