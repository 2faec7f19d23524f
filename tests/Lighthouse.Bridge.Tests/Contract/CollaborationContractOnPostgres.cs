using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class CollaborationContractOnPostgres(RunningBridgeOnPostgres bridge) : CollaborationContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
