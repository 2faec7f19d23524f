using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class ExpertContractOnPostgres(RunningBridgeOnPostgres bridge) : ExpertContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
