using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class IntegrityContractOnPostgres(RunningBridgeOnPostgres bridge) : IntegrityContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
