using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

public sealed class ValidationContractOnPostgres(RunningBridgeOnPostgres bridge) : ValidationContract(bridge), IClassFixture<RunningBridgeOnPostgres>;
