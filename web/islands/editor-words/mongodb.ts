import type { Words } from './words.ts';

export const mongodb: Words = {
  words: `
    db find findOne aggregate insertOne insertMany updateOne updateMany replaceOne deleteOne deleteMany bulkWrite findOneAndUpdate findOneAndReplace findOneAndDelete
    countDocuments estimatedDocumentCount distinct createIndex createIndexes getIndexes dropIndex dropIndexes createCollection getCollection getCollectionNames renameCollection drop
    sort limit skip toArray forEach map hasNext next explain
    ObjectId ISODate NumberInt NumberLong NumberDecimal UUID Timestamp EJSON print printjson
    $eq $ne $gt $gte $lt $lte $in $nin $and $or $nor $not $exists $type $regex $options $expr $mod $all $elemMatch $size $jsonSchema
    $set $unset $inc $mul $min $max $rename $currentDate $setOnInsert $push $addToSet $pop $pull $pullAll $each $slice $position
    $match $project $group $sort $limit $skip $unwind $lookup $addFields $count $sortByCount $facet $bucket $bucketAuto $graphLookup $unionWith $replaceRoot $replaceWith $setWindowFields $merge $out $sample
    $sum $avg $first $last $push $mergeObjects $top $bottom $cond $ifNull $switch $filter $reduce $arrayElemAt $concatArrays $concat $toUpper $toLower $split $substrCP $dateToString $dateTrunc $dateDiff
    $year $month $dayOfMonth $add $subtract $multiply $divide $round $toString $toInt $toDate $ROOT $NOW
    arrayFilters upsert returnDocument unique sparse partialFilterExpression validator bsonType required properties minimum maximum
    localField foreignField pipeline groupBy boundaries partitionBy sortBy output const let function return true false null
  `,
  shapes: [
    { name: 'find', does: 'documents that match', body: 'db.${1:collection}.find({ ${2:field}: ${3:value} })$0' },
    { name: 'aggregate', does: 'a pipeline of stages', body: 'db.${1:collection}.aggregate([\n  { \\$match: { ${2:field}: ${3:value} } },\n  { \\$group: { _id: "\\$${4:field}", count: { \\$sum: 1 } } },\n])$0' },
    { name: 'updateOne', does: 'change one document', body: 'db.${1:collection}.updateOne({ _id: ${2:id} }, { \\$set: { ${3:field}: ${4:value} } })$0' },
    { name: 'insertOne', does: 'add a document', body: 'db.${1:collection}.insertOne({ ${2:field}: ${3:value} })$0' },
    { name: 'deleteOne', does: 'take a document out', body: 'db.${1:collection}.deleteOne({ _id: ${2:id} })$0' },
    { name: 'lookup', does: 'documents of another collection', body: '{ \\$lookup: { from: "${1:collection}", localField: "${2:field}", foreignField: "${3:_id}", as: "${4:found}" } }$0' },
    { name: 'group', does: 'one document for each value', body: '{ \\$group: { _id: "\\$${1:field}", ${2:total}: { \\$sum: "\\$${3:amount}" } } }$0' },
    { name: 'index', does: 'an index', body: 'db.${1:collection}.createIndex({ ${2:field}: 1 }, { unique: ${3:true} })$0' },
  ],
};
