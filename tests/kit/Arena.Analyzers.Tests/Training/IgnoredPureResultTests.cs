using System.Reflection;
using Arena.Analyzers.CodeFixes.Training;
using Arena.Analyzers.Training;
using TorchSharp;

namespace Arena.Analyzers.Tests.Training;

public sealed class IgnoredPureResultTests
{
    [Theory]
    [InlineData("x.reshape(2, 3)", "x = x.reshape(2, 3)")]
    [InlineData("x.to(float64)", "x = x.to(float64)")]
    [InlineData("x.cuda()", "x = x.cuda()")]
    [InlineData("x.detach()", "x = x.detach()")]
    [InlineData("x.add(1)", "x = x.add(1)")]
    [InlineData("x.reshape(2, 3).t()", "x = x.reshape(2, 3).t()")]
    [InlineData("torch.mul(x, 2)", "x = torch.mul(x, 2)")]
    [InlineData("nn.functional.relu(x)", "x = nn.functional.relu(x)")]
    public Task The_result_is_assigned(string before, string after) =>
        Verify<IgnoredPureResult>.FixesAsync<IgnoredPureResultFix>(
            Code.InMethod("Tensor x", $"// why\n[|{before}|]; // here"),
            Code.InMethod("Tensor x", $"// why\n{after}; // here"), IgnoredPureResultFix.Assign);

    [Theory]
    [InlineData("x.add(1)", "x.add_(1)")]
    [InlineData("x.unsqueeze(0)", "x.unsqueeze_(0)")]
    [InlineData("torch.mul(x, 2)", "torch.mul_(x, 2)")]
    public Task Or_the_tensor_is_changed_in_place(string before, string after) =>
        Verify<IgnoredPureResult>.FixesAsync<IgnoredPureResultFix>(
            Code.InMethod("Tensor x", $"[|{before}|];"), Code.InMethod("Tensor x", $"{after};"),
            IgnoredPureResultFix.InPlace);

    [Theory]
    [InlineData("[|x.sum()|];")]
    [InlineData("using var y = x.clone(); [|y.reshape(2, 3)|];")]
    [InlineData("foreach (var y in x.chunk(2)) [|y.reshape(2, 3)|];")]
    [InlineData("[|(x * 2).reshape(2, 3)|];")]
    public Task Without_a_place_for_the_result_it_is_found_and_left_to_a_person(string statements) =>
        Verify<IgnoredPureResult>.FixesNothingAsync<IgnoredPureResultFix>(Code.InMethod("Tensor x", statements));

    [Theory]
    [InlineData("x.add_(1);")]
    [InlineData("torch.add_(x, 1);")]
    [InlineData("x.backward();")]
    [InlineData("x.Dispose();")]
    [InlineData("x.retain_grad();")]
    [InlineData("x.requires_grad_();")]
    [InlineData("x.with_requires_grad();")]
    [InlineData("x.MoveToOuterDisposeScope();")]
    [InlineData("x.DetachFromDisposeScope();")]
    [InlineData("x.print();")]
    [InlineData("x[0] = 1;")]
    [InlineData("x.copy_(x);")]
    [InlineData("x.to(float64, disposeAfter: true);")]
    [InlineData("nn.functional.relu(x, inplace: true);")]
    [InlineData("nn.init.zeros_(x);")]
    [InlineData("_ = x.add(1);")]
    [InlineData("var y = x.add(1);")]
    [InlineData("Action run = () => x.view(5);")]
    [InlineData("try { x.view(5); } catch (Exception) { }")]
    [InlineData("module.to(float64);")]
    [InlineData("module.call(x);")]
    [InlineData("x.rand_like();")]
    [InlineData("torch.rand(2);")]
    public Task What_has_an_effect_or_is_meant_is_left_alone(string statement) =>
        Verify<IgnoredPureResult>.FindsNothingAsync(Code.InMethod("Tensor x, nn.Module<Tensor, Tensor> module", statement));

    [Fact]
    public void Of_all_methods_of_tensor_these_are_held_to_have_an_effect()
    {
        var methods = typeof(torch.Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => !method.IsSpecialName && method.ReturnType == typeof(torch.Tensor))
            .Select(method => method.Name).Distinct().ToList();
        methods.Count.Should().BeGreaterThan(400);
        methods.Where(method => !IgnoredPureResult.IsPure(method) && !method.EndsWith('_'))
            .Should().BeEquivalentTo(
                "DetachFromDisposeScope", "DetatchFromDisposeScope", "MoveToOtherDisposeScope", "MoveToOuterDisposeScope",
                "arange_out", "rand_out", "randint_out", "randn_out", "randperm_out",
                "bernoulli", "binomial", "multinomial", "poisson", "rand_like", "randint_like", "randn_like",
                "with_requires_grad", "rrelu");
    }

    // Every method that is held to be pure and can be called without arguments, or with one number, leaves values,
    // shape and dtype as they are.
    [Fact]
    public void What_is_held_to_be_pure_changes_nothing()
    {
        Arena.Tensors.Native.EnsureLoaded();
        var tried = 0;
        foreach (var method in typeof(torch.Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance))
        {
            if (method.IsSpecialName || method.ReturnType != typeof(torch.Tensor) || method.IsGenericMethod
                || !IgnoredPureResult.IsPure(method.Name) || method.GetParameters().Any(one => !one.HasDefaultValue))
                continue;
            using var x = torch.tensor(new[,] { { 0.5f, -1.5f }, { 2f, 0.25f } });
            using var before = x.clone();
            try
            {
                method.Invoke(x, [.. method.GetParameters().Select(one => one.DefaultValue)]);
                tried++;
            }
            catch (TargetInvocationException)
            {
                // Not for such a tensor; it must not have changed it either.
            }
            x.dtype.Should().Be(torch.float32, method.Name);
            x.requires_grad.Should().BeFalse(method.Name);
            x.Equals(before).Should().BeTrue(method.Name);
        }
        tried.Should().BeGreaterThan(100);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(4, 5)]
    public void Assigned_and_in_place_the_fix_computes_what_was_meant(long rows, long columns)
    {
        var x = torch.rand(rows, columns);
        var meant = Code.InMethod("Tensor x", "return x + 1;", "Tensor");
        RunningCode.MustAgree(meant, Code.InMethod("Tensor x", "x = x.add(1); return x;", "Tensor"), x);
        RunningCode.MustAgree(meant, Code.InMethod("Tensor x", "x.add_(1); return x;", "Tensor"), x);
        RunningCode.MustAgree(
            Code.InMethod("Tensor x", "return x;", "Tensor"),
            Code.InMethod("Tensor x", "x.add(1); x.reshape(-1); return x;", "Tensor"), x);
    }
}
