using Arena.Analyzers.CodeFixes.Training;
using Arena.Analyzers.Training;
using TorchSharp;

namespace Arena.Analyzers.Tests.Training;

public sealed class ForwardInsteadOfCallTests
{
    private const string Hook = "static void Watch(Linear l) => l.register_forward_hook((m, x, y) => y * 0);\n";

    [Theory]
    [InlineData("l.[|forward|](x)", "l.call(x)")]
    [InlineData("l.[|forward|](l.[|forward|](x))", "l.call(l.call(x))")]
    [InlineData("m./* run */[|forward|](x)", "m./* run */call(x)")]
    public Task A_forward_becomes_a_call(string before, string after) =>
        Verify<ForwardInsteadOfCall>.FixesAsync<ForwardInsteadOfCallFix>(Program(before, Hook), Program(after, Hook));

    [Fact]
    public Task A_named_argument_is_left_to_a_person() =>
        Verify<ForwardInsteadOfCall>.FixesNothingAsync<ForwardInsteadOfCallFix>(Program("m.[|forward|](input: x)", Hook));

    [Fact]
    public Task Without_hooks_forward_is_as_good_as_call() =>
        Verify<ForwardInsteadOfCall>.FindsNothingAsync(Program("l.forward(x)", "// no register_forward_hook here\n"));

    [Fact]
    public Task Calls_of_the_same_object_and_of_other_things_are_left_alone() =>
        Verify<ForwardInsteadOfCall>.FindsNothingAsync(Code.InFile($$"""
            public class Plain { public Tensor forward(Tensor x) => x; }
            public class Net : nn.Module<Tensor, Tensor>
            {
                public Net() : base("net") => RegisterComponents();
                public override Tensor forward(Tensor x) => x;
                public Tensor forward(Tensor x, bool twice) => twice ? forward(this.forward(x)) : forward(x);
            }
            public class Deep : Net { public override Tensor forward(Tensor x) => base.forward(x); }
            public static class Program
            {
                {{Hook}}
                public static Tensor Run(Plain plain, Net net, Tensor x) => plain.forward(net.forward(x, true));
            }
            """));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Only_call_runs_the_hook(long rows)
    {
        var x = torch.ones(rows, 2);
        Sum("l.forward(x)", x).Should().NotBe(0);
        Sum("l.call(x)", x).Should().Be(0);
    }

    private static float Sum(string run, torch.Tensor x) => (float)RunningCode.Run(Code.InMethod(
        "Tensor x",
        $"var l = nn.Linear(2, 2); l.register_forward_hook((m, input, y) => y * 0); return ({run}).abs().sum().item<float>();",
        "object"), x)!;

    private static string Program(string run, string hook) =>
        Code.InClass($"{hook}public static Tensor Run(Linear l, nn.Module<Tensor, Tensor> m, Tensor x) => {run};");
}
