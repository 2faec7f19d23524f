using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class SessionContractOnPostgres(RunningBridgeOnPostgres bridge) : SessionContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
