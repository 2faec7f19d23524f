using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class ServiceContractOnPostgres(RunningBridgeOnPostgres bridge) : ServiceContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
