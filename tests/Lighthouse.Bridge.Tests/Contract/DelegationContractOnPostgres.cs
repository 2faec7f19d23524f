using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class DelegationContractOnPostgres(RunningBridgeOnPostgres bridge) : DelegationContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
