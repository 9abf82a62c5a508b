// ## TSH1006: A permute that leaves out an axis
// run: Swap(rand(2, 3, 4))
public static Tensor Swap([Shape("batch height width")] Tensor x)
{
    return x.permute(0, 2); // wrong <-
    //+ return x.permute(0, 2, 1);
}

// ## TSH1006: A permute that names an axis twice
// run: ChannelsLast(rand(2, 3, 8, 8))
public static Tensor ChannelsLast([Shape("batch channel height width")] Tensor x)
{
    return x.permute(0, 2, 2, 1); // wrong <-
    //+ return x.permute(0, 2, 3, 1);
}

// ## TSH1006: Axes counted from 1
// run: Transposed(rand(3, 4))
public static Tensor Transposed([Shape("rows columns")] Tensor x)
{
    return x.transpose(1, 2); // wrong <-
    //+ return x.transpose(0, 1);
}

// ## TSH1006 flow: t() of a batch of matrices
// run: Transposed(rand(2, 3, 4))
public static Tensor Transposed([Shape("batch rows columns")] Tensor x)
{
    return x.t(); // wrong <-
    //+ return x.transpose(1, 2);
}

// ## TSH1006 flow: An axis that squeeze took away
// run: Softmax(rand(2, 1, 10))
public static Tensor Softmax([Shape("batch 1 classes")] Tensor x)
{
    var logits = x.squeeze(1);
    return logits.softmax(2); // wrong <-
    //+ return logits.softmax(1);
}

// ## TSH1006 flow: After indexing, the batch is the first axis
// run: Last(rand(2, 5, 10))
public static Tensor Last([Shape("batch seq vocab")] Tensor logits)
{
    var last = logits[.., -1];
    return last.argmax(2); // wrong <-
    //+ return last.argmax(1);
}

// ## TSH1006: A matrix is indexed three times
// run: Pick(rand(3, 4))
public static Tensor Pick([Shape("rows columns")] Tensor x)
{
    return x[0, 1, 2]; // wrong <-
    //+ return x[0, 1];
}

// ## TSH1006 flow: unsqueeze far behind the last axis
// run: Channel(rand(28, 28))
public static Tensor Channel([Shape("28 28")] Tensor picture)
{
    var batch = picture.unsqueeze(0);
    return batch.unsqueeze(4); // wrong <-
    //+ return batch.unsqueeze(1);
}

// ## TSH1006: cat along an axis that does not exist yet
// run: Join(rand(3), rand(3))
public static Tensor Join([Shape("n")] Tensor a, [Shape("n")] Tensor b)
{
    return torch.cat([a, b], dim: 1); // wrong <-
    //+ return torch.stack([a, b], dim: 1);
}

// ## TSH1010: Rows of two lengths, one under the other
// run: Join()
public static Tensor Join()
{
    var a = torch.zeros(2, 3);
    var b = torch.zeros(2, 4);
    return torch.cat([a, b], dim: 0); // wrong <-
    //+ return torch.cat([a, b], dim: 1);
}

// ## TSH1010 flow: The class token has the batch in the wrong place
// run: Prepend(rand(4, 16, 64))
public static Tensor Prepend([Shape("batch 16 64")] Tensor patches)
{
    var token = torch.zeros(1, 1, 64);
    var tokens = token.expand(1, patches.shape[0], 64); // wrong
    //+ var tokens = token.expand(patches.shape[0], 1, 64);
    return torch.cat([tokens, patches], dim: 1); // <-
}

// ## TSH1010: Tensors of two shapes are stacked
// run: Both(rand(8, 4), rand(8, 1))
public static Tensor Both([Shape("batch 4")] Tensor states, [Shape("batch 1")] Tensor rewards)
{
    return torch.stack([states, rewards], dim: 0); // wrong <-
    //+ return torch.cat([states, rewards], dim: 1);
}

// ## TSH1010 flow: A vector is appended to a matrix
// run: Append(rand(5, 8), rand(8))
public static Tensor Append([Shape("n d")] Tensor rows, [Shape("d")] Tensor row)
{
    return torch.cat([rows, row], dim: 0); // wrong <-
    //+ return torch.cat([rows, row.unsqueeze(0)], dim: 0);
}

// ## TSH1010 flow: A bias column for every row, made with the number of columns
// run: WithBias(rand(5, 8))
public static Tensor WithBias([Shape("n d")] Tensor x)
{
    var ones = torch.ones(x.shape[1], 1); // wrong
    //+ var ones = torch.ones(x.shape[0], 1);
    return torch.cat([x, ones], dim: 1); // <-
}

// ## TSH1007: 28 * 28 is not 728
// run: Flat(rand(4, 28, 28))
public static Tensor Flat([Shape("4 28 28")] Tensor x)
{
    return x.view(4, 728); // wrong <-
    //+ return x.view(4, 784);
}

// ## TSH1007: Two sizes are left to be worked out
// run: Blocks(rand(4, 6))
public static Tensor Blocks([Shape("4 6")] Tensor x)
{
    return x.reshape(-1, 3, -1); // wrong <-
    //+ return x.reshape(4, 3, -1);
}

// ## TSH1007 flow: Groups of 4 out of 10
// run: Groups()
public static Tensor Groups()
{
    const int size = 4; // wrong
    //+ const int size = 5;
    var x = torch.arange(10);
    return x.view(-1, size); // <-
}

// ## TSH1007 flow: The rest of the axes is counted with one too many
// run: Windows(rand(2, 12))
public static Tensor Windows([Shape("batch 12")] Tensor x)
{
    var length = 12 / 3 + 1; // wrong
    //+ var length = 12 / 3;
    return x.view(x.shape[0], 3, length); // <-
}

// ## TSH1007 flow: The batch is counted twice
// run: Flatten(rand(4, 5, 6))
public static Tensor Flatten([Shape("batch seq d")] Tensor x)
{
    var (b, s, d) = (x.shape[0], x.shape[1], x.shape[2]);
    return x.view(b * s, b * d); // wrong <-
    //+ return x.view(b * s, d);
}

// ## TSH1007 flow: Half of the pixels are missing on one of two ways
// run: Reshape(rand(6, 4), true)
public static Tensor Reshape([Shape("6 4")] Tensor x, bool tall)
{
    if (tall)
    {
        return x.reshape(12, 1); // wrong <-
        //+ return x.reshape(12, 2);
    }

    return x.reshape(2, 12);
}

// ## TSH1011: A transposed matrix is flattened with view
// run: Flat(rand(3, 4))
public static Tensor Flat([Shape("rows columns")] Tensor x)
{
    return x.t().view(-1); // wrong <-
    //+ return x.t().reshape(-1);
}

// ## TSH1011 flow: Pictures become channel-last and then rows
// run: Rows(rand(2, 3, 4, 5))
public static Tensor Rows([Shape("b c h w")] Tensor images)
{
    var last = images.permute(0, 2, 3, 1);
    var (b, h) = (images.shape[0], images.shape[2]);
    return last.view(b, h, -1); // wrong <-
    //+ return last.reshape(b, h, -1);
}

// ## TSH1009 flow: The mask is built from the batch
// run: Mask(rand(3, 7))
public static Tensor Mask([Shape("3 7")] Tensor x)
{
    var (b, s) = (x.shape[0], x.shape[1]);
    var mask = torch.ones(b, b); // wrong
    //+ var mask = torch.ones(b, s);
    return x * mask; // <-
}

// ## TSH1002 flow: A matrix times itself, not square
// run: Gram(rand(20, 3))
public static Tensor Gram([Shape("n d")] Tensor x)
{
    return x.mm(x); // wrong <-
    //+ return x.t().mm(x);
}

// ## TSH1002 flow: Batch first on one side, features first on the other
// run: Products(rand(4, 3, 5), rand(4, 5, 6))
public static Tensor Products([Shape("batch n k")] Tensor a, [Shape("batch k m")] Tensor b)
{
    var left = a.permute(0, 2, 1); // wrong
    //+ var left = a;
    return left.bmm(b); // <-
}

// ## TSH1002: A dot product of vectors of two lengths
// run: Dot()
public static Tensor Dot()
{
    var w = torch.ones(3);
    var x = torch.ones(4); // wrong
    //+ var x = torch.ones(3);
    return w.dot(x); // <-
}

// ## TSH1002 flow: A matrix is applied to a vector from the wrong side
// run: Apply(rand(10, 4), rand(10))
public static Tensor Apply([Shape("d_out d_in")] Tensor w, [Shape("d_out")] Tensor x)
{
    return w.mv(x); // wrong <-
    //+ return w.t().mv(x);
}

// ## TSH1002 flow: Either branch gives rows that the weights do not have
// run: Score(rand(6, 8), true)
public static Tensor Score([Shape("batch 8")] Tensor x, bool normalised)
{
    var weights = torch.ones(16, 2); // wrong
    //+ var weights = torch.ones(8, 2);
    var input = normalised ? x / 2 : x - 1;
    if (!normalised)
    {
        input = input.abs();
    }

    return input.mm(weights); // <-
}

// ## TSH1009 flow: Chunks of unequal size are added
// run: Fold(rand(4, 10))
public static Tensor Fold([Shape("batch 10")] Tensor x)
{
    var parts = x.split(4, dim: 1); // wrong
    //+ var parts = x.split(5, dim: 1);
    return parts[0] + parts[^1]; // <-
}

// ## TSH1009 flow: Successive differences: one of the slices has one element less
// run: Differences(rand(2, 10))
public static Tensor Differences([Shape("batch 10")] Tensor x)
{
    var later = x[.., 1..];
    var earlier = x[.., ..10]; // wrong
    //+ var earlier = x[.., ..9];
    return later - earlier; // <-
}

// ## TSH1009 flow: One-hot rows of 10 against probabilities of 26
// run: Brier(torch.zeros(5, dtype: ScalarType.Int64), rand(5, 26))
public static Tensor Brier([Shape("batch")] Tensor labels, [Shape("batch 26")] Tensor probabilities)
{
    var targets = nn.functional.one_hot(labels, 10); // wrong
    //+ var targets = nn.functional.one_hot(labels, 26);
    return (probabilities - targets).pow(2).mean(); // <-
}
